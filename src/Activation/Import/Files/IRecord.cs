namespace Activation.Import.Files;

/// <summary>The current record of a file.</summary>
internal interface IRecord
{
    /// <summary>The line of the file (from 1) at which it begins; of a Parquet file, the row.</summary>
    long Line { get; }

    int FieldCount { get; }

    /// <summary>Why the row cannot be read; then it has no fields, and the rest of the file goes on after it.</summary>
    Reject? Problem => null;

    /// <summary>The record as it stands in the file, of which every field is a part; empty where there is no such text. Valid until the next read.</summary>
    ReadOnlySpan<char> Text => [];

    /// <summary>Unquoted; valid until the next read.</summary>
    ReadOnlySpan<char> Field(int index);
}
