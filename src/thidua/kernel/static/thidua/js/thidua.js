// joined below
