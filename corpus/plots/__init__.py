"""Pictures of the dataset and of the scores."""
