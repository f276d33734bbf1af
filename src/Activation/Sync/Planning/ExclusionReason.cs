namespace Activation.Sync.Planning;

/// <summary>Why a member of the segment is not sent: codes of <see cref="RunRecord.Reasons"/>.</summary>
internal static class ExclusionReason
{
    public const string NoAcceptedIdentifier = "noAcceptedIdentifier";

    /// <summary>What the person has of the destination's identifiers has not the form that it demands, or none of it that it matches by.</summary>
    public const string InvalidIdentifier = "invalidIdentifier";

    /// <summary>A demanded consent is denied, or nothing is known of it.</summary>
    public const string ConsentMissing = "consentMissing";

    /// <summary>A policy forbids what the destination does with the data: with all of it, or with the identifiers of the only sources that know the person.</summary>
    public const string BlockedByExportControl = "blockedByExportControl";

    public const string Suppressed = "suppressed";
}
