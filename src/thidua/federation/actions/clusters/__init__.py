"""What a cluster does in its year: members, leader, ballots, regulation, hand-over."""
