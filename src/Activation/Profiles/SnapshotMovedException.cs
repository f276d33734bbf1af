namespace Activation.Profiles;

/// <summary>Rows that an import has worked from were replaced by another source's import before it was published: it has to begin again.</summary>
public sealed class SnapshotMovedException() : Exception("Another import published rows that this one worked from: this one begins again.");
