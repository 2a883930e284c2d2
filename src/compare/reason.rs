//! The kinds of reasons to look at a difference.

use crate::reader::Tone;

/// Why somebody should look, the riskiest first; each says what may come of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The program that it is written for no longer loads it.
    StopsLoading,
    /// A list limited its tools, and none does now.
    LosesLimits,
    /// It may run commands, change files, call other agents, or use an MCP server, and might not before.
    GainsPower,
    /// It asks for less, or what it may do without asking changes.
    LoosensPermissions,
    /// Its hooks change: they run commands on the person's machine, and one that is gone may have been a
    /// guard.
    ChangesHooks,
    /// It brings MCP servers, or others than before: they are programs and addresses of their own.
    ChangesServers,
    /// It may use more tools, of those that only look.
    GainsTools,
    /// The program that it is written for loses text of it.
    LosesText,
    /// The rules find an error that was not there.
    NewError,
    /// Other programs that take such files no longer read it, or not whole.
    StopsLoadingElsewhere,
    /// It is gone.
    Removed,
    /// The program that it is written for loads it, and did not before: an agent is there that was not.
    StartsLoading,
    /// It is new.
    Added,
    /// It has another name: whoever calls it by the old one does not find it.
    ChangesName,
    /// Its description says something else: it is called for other requests.
    ChangesDescription,
    /// It runs on another model.
    ChangesModel,
    /// Other fields say something else.
    ChangesSettings,
    /// It may use fewer tools.
    LosesTools,
    /// Its system prompt says something else.
    ChangesPrompt,
    /// The rules find something less than an error that was not there.
    NewFinding,
    /// Something else about how programs read it changes.
    ReadsOtherwise,
    /// It lies elsewhere, or has another file name.
    Moved,
    /// More programs read it, or more of it is read.
    ReadByMore,
    /// What the rules found is gone.
    FindingGone,
    /// It is written in another way and read the same.
    WrittenDifferently,
}

impl Reason {
    /// All of them, the riskiest first.
    pub const ALL: [Self; 25] = [
        Self::StopsLoading,
        Self::LosesLimits,
        Self::GainsPower,
        Self::LoosensPermissions,
        Self::ChangesHooks,
        Self::ChangesServers,
        Self::GainsTools,
        Self::LosesText,
        Self::NewError,
        Self::StopsLoadingElsewhere,
        Self::Removed,
        Self::StartsLoading,
        Self::Added,
        Self::ChangesName,
        Self::ChangesDescription,
        Self::ChangesModel,
        Self::ChangesSettings,
        Self::LosesTools,
        Self::ChangesPrompt,
        Self::NewFinding,
        Self::ReadsOtherwise,
        Self::Moved,
        Self::ReadByMore,
        Self::FindingGone,
        Self::WrittenDifferently,
    ];

    /// In a few words.
    pub fn title(self) -> &'static str {
        match self {
            Self::StopsLoading => "Stops loading",
            Self::LosesLimits => "Loses its limits",
            Self::GainsPower => "May do more",
            Self::LoosensPermissions => "Asks for less",
            Self::ChangesHooks => "Other hooks",
            Self::ChangesServers => "Other MCP servers",
            Self::GainsTools => "Gains tools",
            Self::LosesText => "Loses text",
            Self::NewError => "New error",
            Self::StopsLoadingElsewhere => "Read by fewer programs",
            Self::Removed => "Removed",
            Self::StartsLoading => "Starts loading",
            Self::Added => "Added",
            Self::ChangesName => "Another name",
            Self::ChangesDescription => "Another description",
            Self::ChangesModel => "Another model",
            Self::ChangesSettings => "Other settings",
            Self::LosesTools => "Loses tools",
            Self::ChangesPrompt => "Another prompt",
            Self::NewFinding => "New finding",
            Self::ReadsOtherwise => "Read otherwise",
            Self::Moved => "Moved",
            Self::ReadByMore => "Read by more",
            Self::FindingGone => "Finding gone",
            Self::WrittenDifferently => "Read the same",
        }
    }

    /// Whether it is good news, wants a look, or may do harm.
    pub fn tone(self) -> Tone {
        if self <= Self::StopsLoadingElsewhere {
            Tone::Bad
        } else if self <= Self::ReadsOtherwise {
            Tone::Caution
        } else {
            Tone::Good
        }
    }
}
