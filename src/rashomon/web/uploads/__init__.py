"""Reports that come in by the browser or the API: taken, queued, read apart, and told of.

`bounds`   what one upload may be, and where it lies until it is over
`given`    the names that files get, and the stream off the wire
`job`      one upload: its files, what became of each, and the log from which it can go on
`desk`     the queue: one upload at a time, each in a process apart
`worker`   that process: little memory, little time, the ledger's usual way in
"""
