namespace Activation.Import.Apply;

/// <summary>How much an import holds and does at once.</summary>
/// <param name="Rows">Rows that are gathered before they are applied.</param>
/// <param name="Characters">Characters of rows, the same way.</param>
/// <param name="WriteConcurrency">Transactions to the profile table at a time.</param>
internal sealed record UpdateLimits(int Rows, long Characters, int WriteConcurrency);
