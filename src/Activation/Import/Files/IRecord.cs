namespace Activation.Import.Files;

/// <summary>The current record of a file.</summary>
internal interface IRecord
{
    /// <summary>The line of the file (from 1) at which it begins.</summary>
    long Line { get; }

    int FieldCount { get; }

    /// <summary>Unquoted; valid until the next read.</summary>
    ReadOnlySpan<char> Field(int index);
}
