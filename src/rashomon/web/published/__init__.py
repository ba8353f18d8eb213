"""A ledger as a static site that anyone can host: the application's pages without a server.

selection   which incidents are shown, of which reports
edition     each of them as it is published, everything withheld taken out
sheets      how a page of the application takes part
writing     pages, data and manifest into a folder
folder      all of it in place at once, or nothing
leaks       the last look: nothing that was withheld stands in any file
"""
