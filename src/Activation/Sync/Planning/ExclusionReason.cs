namespace Activation.Sync.Planning;

/// <summary>Why a member of the segment is not sent: codes of <see cref="RunRecord.Reasons"/>.</summary>
internal static class ExclusionReason
{
    public const string NoAcceptedIdentifier = "noAcceptedIdentifier";

    public const string Suppressed = "suppressed";
}
