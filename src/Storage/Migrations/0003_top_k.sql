-- Top-k accuracies; NULL in rows of trainings that measure none, as in all from before.

ALTER TABLE trials ADD COLUMN train_top_k ANY;
ALTER TABLE trials ADD COLUMN validation_top_k ANY;
ALTER TABLE trials ADD COLUMN test_top_k ANY;
ALTER TABLE epochs ADD COLUMN train_top_k ANY;
ALTER TABLE epochs ADD COLUMN validation_top_k ANY;
