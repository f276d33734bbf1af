namespace Activation.Governance.Privacy;

/// <summary>A request that suppressed a value, and the number of its given identifier whose person the value is of.</summary>
internal readonly record struct SuppressionOwner(string Request, int Identifier);
