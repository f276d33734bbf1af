namespace Activation.Import.Rows;

/// <summary>What a hash is to a value that the same row has in clear.</summary>
internal enum HashMatch
{
    /// <summary>Of another value.</summary>
    None,
    Same,

    /// <summary>The hash of its hash.</summary>
    Double,

    /// <summary>Of the value as it is written, before it was normalized.</summary>
    Unnormalized,
}
