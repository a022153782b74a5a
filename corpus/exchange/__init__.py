"""The dataset in the forms that other programs and people use."""
