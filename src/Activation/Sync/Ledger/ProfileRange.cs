using System.Globalization;
using System.Runtime.InteropServices;

namespace Activation.Sync.Ledger;

/// <summary>Profiles next to each other, by the first 32 bits of their ids, which are digests and so evenly spread.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ProfileRange(uint First, uint Last)
{
    private const int ShardBits = 28;

    /// <param name="shards">Next to each other.</param>
    public static ProfileRange Of(IReadOnlyList<int> shards) => new((uint)shards[0] << ShardBits, (((uint)shards[^1] + 1) << ShardBits) - 1);

    /// <summary>
    /// The parts of equal length, in their order, in which so many rows are gone through if a part is to have some `atOnce` of them: the database hands out a query's rows at once,
    /// and holds them in memory, where they count against the session's.
    /// </summary>
    public IEnumerable<ProfileRange> Split(long rows, long atOnce)
    {
        var length = (ulong)Last - First + 1;
        var parts = (ulong)Math.Clamp((rows + atOnce - 1) / atOnce, 1, (long)length);
        for (var i = 0UL; i < parts; i++)
        {
            yield return new ProfileRange((uint)(First + (length * i / parts)), (uint)(First + (length * (i + 1) / parts) - 1));
        }
    }

    /// <summary>A condition on a UUID column.</summary>
    public string Contains(string column) =>
        string.Create(CultureInfo.InvariantCulture, $"{column} BETWEEN '{First:x8}-0000-0000-0000-000000000000'::UUID AND '{Last:x8}-ffff-ffff-ffff-ffffffffffff'::UUID");
}
