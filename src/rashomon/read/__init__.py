"""One report in; a reading out: claims with attribution, stance and evidence."""
