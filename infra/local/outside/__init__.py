"""The providers' hosts, played: what files are fetched from and errands run to. One file for each provider."""
