namespace Activation.Local.Demo;

/// <summary>A CRM export, ready to be dropped at `crm/airline/{Name}`, or a file of events.</summary>
internal sealed class DemoFile
{
    public required string Name { get; init; }

    /// <summary>UTF-8.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Data rows, broken ones included.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows with a wrong number of columns, or without any identifier.</summary>
    public required int BrokenRows { get; init; }

    /// <summary>
    /// What each phone cell means, from the parts it was written from: `{cell}|{country cell}` to E.164; null for a cell that is no phone number.
    /// </summary>
    public required IReadOnlyDictionary<string, string?> Phones { get; init; }

    /// <summary>Every raw email, phone cell, name and street in the file: none of them may be found anywhere after the import.</summary>
    public required IReadOnlyCollection<string> PersonalData { get; init; }
}
