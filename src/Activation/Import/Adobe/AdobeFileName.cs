namespace Activation.Import.Adobe;

/// <summary>What the name of an inbound file of Audience Manager says; see <see cref="AdobeFileNames"/>.</summary>
internal sealed record AdobeFileName
{
    public required AdobeFileKind Kind { get; init; }

    /// <summary>Whose ids the columns hold, in order: of a trait file one, of an ID synchronization file the master's and the others'.</summary>
    public required IReadOnlyList<long> DataProviders { get; init; }

    /// <summary>Of a trait file: the company to which the data belongs, where it is not the data provider.</summary>
    public long? Target { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>`.overwrite`: the file says all that its source knows of the users it lists; `.sync` adds and removes.</summary>
    public bool IsOverwrite { get; init; }

    /// <summary>`c2c_id_…`: ids of people with ids of people, such as customer ids with hashed emails.</summary>
    public bool IsCrossDevice { get; init; }

    /// <summary>Which part of a split file it is.</summary>
    public int? Split { get; init; }

    public bool IsGzip { get; init; }
}

internal enum AdobeFileKind
{
    Traits,
    IdSync,
}
