namespace Activation.Governance.Consents;

/// <summary>A purpose to which a person must have consented to be sent. Nothing known of it is no consent.</summary>
public sealed record ConsentDemand(string Purpose, ConsentScope Scope);
