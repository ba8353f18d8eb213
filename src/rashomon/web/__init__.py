"""The web application, and what renders the same pages for a published site.

    from rashomon.web.app import make_app
    app = make_app(Settings(ledger="ledger.db"))

`docs/web.md` tells what is where and how to add a page. Nothing here is imported by
`import rashomon` or `rashomon --help`: FastAPI, Jinja2 and uvicorn are loaded on use.
"""
