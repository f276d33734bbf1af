using Azure;

namespace Activation.Storage;

/// <summary>A stored document as it was read or written.</summary>
/// <param name="ETag">Under which it may be replaced; null where the storage did not say.</param>
internal sealed record Versioned<T>(T Document, ETag? ETag);
