"""Tables shipped as data: actors, outlets and their parties."""
