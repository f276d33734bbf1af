using Activation.Import.Rows;

namespace Activation.Import.Apply;

/// <summary>Rows of one profile that differ from what is stored, until they are applied.</summary>
internal sealed class PendingProfile(List<ParsedRow> rows, bool isFirst, int part)
{
    /// <summary>In file order.</summary>
    public List<ParsedRow> Rows => rows;

    /// <summary>False if an earlier row of the file has been counted for the profile: then all these are duplicates.</summary>
    public bool IsFirst => isFirst;

    /// <summary>The part of this import in which the profile was last written, or <see cref="SeenProfiles.NotWritten"/>.</summary>
    public int Part => part;
}
