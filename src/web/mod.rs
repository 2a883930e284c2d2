//! Thin adapters over what the browser offers: no logic of the application lives here.
