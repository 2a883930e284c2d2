//! What is kept of a document between visits.
