//! A request as a command of curl, for a POSIX shell, without the key.

use super::{Method, Request};

impl Request {
    /// The command that sends the same; a secret is a variable of the shell, such as `$API_KEY`.
    pub fn curl(&self) -> String {
        let mut command = format!("curl {}", quoted(&self.address().without_secrets()));
        if self.method() == Method::Delete {
            command.push_str(" --request DELETE");
        }
        for header in self.shown_headers() {
            command.push_str(" \\\n  --header ");
            let line = format!("{}: {}", header.name, header.plain);
            match header.variable {
                // Only double quotes let a variable be filled in.
                Some(variable) => {
                    command.push_str(&quoted(&line));
                    command.push_str(&format!("\"${variable}\""));
                }
                None => command.push_str(&quoted(&line)),
            }
        }
        if let Some(body) = self.body() {
            command.push_str(" \\\n  --data-raw ");
            command.push_str(&quoted(body));
        }
        command
    }
}

/// A text that a shell takes as it stands: in single quotes, nothing is special but the quote.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::{Address, Key};

    fn request() -> Request {
        let address = Address::parse("https://api.example.com/v1/messages?beta=true").expect("one");
        let key = Key::new(&address, "sk-secret").expect("a key");
        Request::post(address, "{\"text\":\"it's `id` $HOME \\\" !\"}".to_owned())
            .key("x-api-key", "", &key)
            .expect("the same origin")
    }

    #[test]
    fn a_command_holds_a_variable_for_the_key() {
        let expected = "curl 'https://api.example.com/v1/messages?beta=true' \\\n  \
            --header 'content-type: application/json' \\\n  \
            --header 'x-api-key: '\"$API_KEY\" \\\n  \
            --data-raw '{\"text\":\"it'\\''s `id` $HOME \\\" !\"}'";
        assert_eq!(request().curl(), expected);
    }

    #[test]
    fn a_key_in_the_address_is_left_out() {
        let address = Address::parse("https://mcp.example.com/mcp?apiKey=very-secret&page=2");
        let command = Request::get(address.expect("one")).curl();
        assert_eq!(
            command,
            "curl 'https://mcp.example.com/mcp?apiKey=API_KEY&page=2'"
        );
    }

    /// What a real shell makes of it.
    #[test]
    #[cfg(unix)]
    fn a_shell_takes_the_body_as_it_stands() {
        let script = format!("curl() {{ printf '%s\\0' \"$@\"; }}\n{}", request().curl());
        let ran = std::process::Command::new("sh")
            .args(["-c", &script])
            .env("API_KEY", "sk of mine")
            .output()
            .expect("a shell");
        let said = String::from_utf8(ran.stdout).expect("UTF-8");
        let words: Vec<&str> = said.split_terminator('\0').collect();
        let body = request().body().map(str::to_owned).unwrap_or_default();
        assert_eq!(
            words,
            [
                "https://api.example.com/v1/messages?beta=true",
                "--header",
                "content-type: application/json",
                "--header",
                "x-api-key: sk of mine",
                "--data-raw",
                &body,
            ]
        );
    }
}
