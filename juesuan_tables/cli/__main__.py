"""`python -m juesuan_tables.cli`."""

import sys

from juesuan_tables.cli import main

sys.exit(main())
