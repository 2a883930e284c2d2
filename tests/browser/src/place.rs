//! Where the page lies, as its browser sees it.

/// Local Network Access tells a page on the internet from one on this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Where it is served: on this machine.
    Loopback,
    /// At a name that Chromium is told to look for on this machine and to take for a public, safe one.
    Internet,
}

/// Nobody can own a name below this one.
const HOST: &str = "playground.example";

impl Place {
    /// The server's address as the browser is given it.
    pub fn address(self, server: &str) -> String {
        match self {
            Self::Loopback => server.to_owned(),
            Self::Internet => format!("http://{HOST}:{}", port_of(server)),
        }
    }

    /// What Chromium is started with for it.
    pub fn arguments(self, server: &str) -> Vec<String> {
        match self {
            Self::Loopback => Vec::new(),
            Self::Internet => vec![
                format!("--host-resolver-rules=MAP {HOST} 127.0.0.1"),
                format!(
                    "--ip-address-space-overrides=127.0.0.1:{}=public",
                    port_of(server)
                ),
                // A page of http may not ask for the permission, and has no service worker.
                format!(
                    "--unsafely-treat-insecure-origin-as-secure={}",
                    self.address(server)
                ),
            ],
        }
    }
}

fn port_of(server: &str) -> &str {
    server.rsplit(':').next().unwrap_or_default()
}
