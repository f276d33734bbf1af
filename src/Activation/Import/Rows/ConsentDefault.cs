using Activation.Profiles;

namespace Activation.Import.Rows;

/// <summary>What a source says of a purpose where a row says nothing.</summary>
/// <param name="Slot">The column's slot in <see cref="ParsedRow.Traits"/>; -1 if the file has none.</param>
internal sealed record ConsentDefault(Trait Trait, bool Granted, int Slot);
