namespace Activation.Governance.Consents;

/// <summary>What a source's definition says of its people of whom no row says anything.</summary>
internal sealed record SourceConsent(string Source, string Purpose, bool IsGranted);
