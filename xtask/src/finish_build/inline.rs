//! The hashes of the build: of its files, and of the scripts and style sheets that stand in a document
//! itself, which a policy names by them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// `sha256-…`, as subresource integrity and policies write it.
pub fn hash(content: impl AsRef<[u8]>) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

/// The sources `'sha256-…'` of all elements of a name, which have no attributes: the browser hashes
/// what stands between the tags, byte for byte.
pub fn sources(page: &str, element: &str) -> Vec<String> {
    let (start, end) = (format!("<{element}>"), format!("</{element}>"));
    page.split(&start)
        .skip(1)
        .filter_map(|rest| rest.split_once(&end))
        .map(|(content, _)| format!("'{}'", hash(content)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the Content Security Policy specification, section 8.3.
    #[test]
    fn the_hash_is_that_of_the_specification() {
        assert_eq!(
            sources("<p><script>alert('Hello, world.');</script></p>", "script"),
            ["'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"]
        );
    }

    #[test]
    fn every_element_of_that_name_is_hashed_and_no_other() {
        let page = "<style>a</style><script>b</script><script>c</script>";
        assert_eq!(sources(page, "script").len(), 2);
        assert_eq!(sources(page, "style").len(), 1);
        assert!(sources(page, "title").is_empty());
    }
}
