namespace Activation.Sync.Planning;

/// <summary>Why a member of the segment is not sent: codes of <see cref="RunRecord.Reasons"/>.</summary>
internal static class ExclusionReason
{
    public const string NoAcceptedIdentifier = "noAcceptedIdentifier";

    /// <summary>A demanded consent is denied, or nothing is known of it.</summary>
    public const string ConsentMissing = "consentMissing";

    /// <summary>A policy forbids what the destination does with the data: with all of it, or with the identifiers of the only sources that know the person.</summary>
    public const string BlockedByExportControl = "blockedByExportControl";

    public const string Suppressed = "suppressed";
}
