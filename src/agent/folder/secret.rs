//! Which files may hold secrets, by their names.

use super::FolderPath;

/// Files that hold keys and passwords by convention.
const FILES: &[&str] = &[
    ".boto",
    ".dockercfg",
    ".envrc",
    ".git-credentials",
    ".htpasswd",
    ".my.cnf",
    ".netrc",
    ".npmrc",
    ".pgpass",
    ".pypirc",
    ".s3cfg",
    ".vault-token",
    ".yarnrc.yml",
    "_netrc",
    "application_default_credentials.json",
    "auth.json",
    "client_secret.json",
    "credentials",
    "credentials.json",
    "credentials.toml",
    "credentials.xml",
    "credentials.yml.enc",
    "htpasswd",
    "kubeconfig",
    "local.settings.json",
    "master.key",
    "secret.json",
    "secrets.json",
    "secrets.toml",
    "secrets.yaml",
    "secrets.yml",
    "service-account.json",
    "service_account.json",
    "wp-config.php",
];

/// What the names of keys and of stores of keys end in.
const ENDS: &[&str] = &[
    ".env",
    ".jks",
    ".kdb",
    ".kdbx",
    ".key",
    ".keychain",
    ".keystore",
    ".keytab",
    ".p12",
    ".p8",
    ".pem",
    ".pfx",
    ".pkcs12",
    ".ppk",
    ".tfstate",
    ".tfstate.backup",
    ".tfvars",
];

/// Folders of which every file may be one.
const FOLDERS: &[&str] = &[
    ".aws", ".azure", ".docker", ".gcloud", ".git", ".gnupg", ".kube", ".ssh",
];

/// The names of private keys for SSH, also of their copies.
const SSH: &[&str] = &["id_dsa", "id_ecdsa", "id_ed25519", "id_rsa"];

/// What stands for values in files that are made to be shown.
const SAMPLES: &[&str] = &[
    "default", "defaults", "dist", "example", "sample", "template",
];

/// Whether a file may hold secrets: environments (`.env`), keys, and the files in which programs keep
/// passwords. The case of letters does not count, as it does not to some file systems. It goes by names alone;
/// what a file holds in spite of its name is not seen.
pub fn may_hold_secrets(path: &FolderPath) -> bool {
    let lower = path.as_str().to_lowercase();
    let mut names = lower.rsplit('/');
    let file = names.next().unwrap_or_default();
    if names.any(|folder| FOLDERS.contains(&folder)) {
        return true;
    }
    if let Some(behind) = file.strip_prefix(".env") {
        let kind = behind.trim_start_matches(['.', '-', '_']);
        let is_sample = SAMPLES.iter().any(|sample| kind.ends_with(sample));
        if behind.is_empty()
            || kind.len() < behind.len()
            || !behind.starts_with(char::is_alphanumeric)
        {
            return !is_sample;
        }
    }
    let is_ssh = |name: &&str| file.starts_with(*name) && !file.ends_with(".pub");
    // Copies that editors and people leave behind.
    let plain = [".bak", ".old", ".orig", ".save", ".swp", "~"]
        .iter()
        .fold(file, |name, end| name.strip_suffix(end).unwrap_or(name));
    SSH.iter().any(is_ssh) || FILES.contains(&plain) || ENDS.iter().any(|end| plain.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn environments_keys_and_stores_of_passwords_are_known() {
        let holds = |text: &str| may_hold_secrets(&FolderPath::listed(text).expect(text));
        for text in [
            ".env",
            "api/.env",
            ".ENV",
            ".env.local",
            ".env.production",
            ".env-staging",
            ".env~",
            ".env.bak",
            ".envrc",
            "prod.env",
            "certs/server.pem",
            "server.key",
            "server.key.bak",
            "deploy/id_ed25519",
            "id_rsa.old",
            "store.P12",
            ".npmrc",
            ".aws/config",
            "home/.ssh/config",
            ".git/config",
            "credentials.json",
            "infra/prod.tfvars",
        ] {
            assert!(holds(text), "{text}");
        }
        for text in [
            ".env.example",
            ".env.local.example",
            ".env-sample",
            ".environment.md",
            "src/env.rs",
            "id_rsa.pub",
            "src/key.rs",
            "keys.md",
            "monkey",
            "docs/credentials.md",
            ".gitignore",
            ".github/workflows/ci.yml",
        ] {
            assert!(!holds(text), "{text}");
        }
    }
}
