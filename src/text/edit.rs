use super::{Span, sort_by_numbers};

/// Replace the bytes of `span` by `replacement`; every other byte stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// What is replaced, in bytes of the text before the edit.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
}

/// Two edits of one batch name the same bytes, or an edit lies outside the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the edit of bytes {}..{} overlaps another one or lies outside the text", .0.start, .0.end)]
pub struct OverlappingEdits(pub Span);

/// Applies a batch of edits whose spans all count in `source`, in any order.
///
/// # Errors
/// When two of them overlap, or one does not lie on character borders of `source`.
pub fn apply(source: &str, edits: &[TextEdit]) -> Result<String, OverlappingEdits> {
    let mut ordered: Vec<&TextEdit> = edits.iter().collect();
    // Insertions at one place keep their order.
    sort_by_numbers(&mut ordered, |edit| (edit.span.start, edit.span.end));
    let mut out = String::with_capacity(source.len());
    let mut copied = 0;
    for edit in ordered {
        let kept = source
            .get(copied..edit.span.start)
            .ok_or(OverlappingEdits(edit.span))?;
        source
            .get(edit.span.start..edit.span.end)
            .ok_or(OverlappingEdits(edit.span))?;
        out.push_str(kept);
        out.push_str(&edit.replacement);
        copied = edit.span.end;
    }
    out.push_str(&source[copied..]);
    Ok(out)
}
