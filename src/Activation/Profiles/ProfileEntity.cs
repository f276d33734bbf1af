using System.Text.Json;
using Azure.Data.Tables;

namespace Activation.Profiles;

/// <summary>
/// A <see cref="SnapshotRow"/> as an entity of the `Profiles` table: a binary property for each hash variant (n × 32 bytes, newest
/// first), a JSON list for each other variant, the traits by name in `traits`, `traits1`, …
/// </summary>
internal static class ProfileEntity
{
    /// <summary>An entity may have 1 MiB; what is larger than this is refused before it is sent.</summary>
    public const int MaxBytes = 900 * 1024;

    private const int HashBytes = 32;

    public static TableEntity Write(SnapshotRow row, TraitSchema schema)
    {
        var entity = new TableEntity(row.Profile.PartitionKey, RowKey(row.Profile, row.Source))
        {
            ["version"] = row.Version,
            ["observedAt"] = row.ObservedAt,
            ["fp"] = row.Fingerprint,
        };
        if (row.Deleted)
        {
            entity["deleted"] = true;
        }

        foreach (var variant in row.Identifiers.Filled())
        {
            entity[Identifiers.Variants[variant].Name] = Identifiers.Variants[variant].IsHash
                ? row.Identifiers.HashBytesOf(variant)
                : JsonSerializer.Serialize(row.Identifiers[variant], ProfileJson.Default.IReadOnlyListString);
        }

        if (row.Traits.Count > 0)
        {
            EntityBytes.Set(entity, "traits", TraitJsonText.WriteValues(row, schema));
        }

        if (row.ObservedTimes.Count > 0)
        {
            EntityBytes.Set(entity, "times", TraitJsonText.WriteTimes(row, schema));
        }

        return entity;
    }

    /// <summary>
    /// What merged into a stored entity leaves the other one: its properties that differ. Null where the stored one has a property that the other lacks, which a merge would keep.
    /// </summary>
    public static TableEntity? Change(TableEntity entity, TableEntity stored)
    {
        if (!stored.Keys.All(entity.ContainsKey))
        {
            return null;
        }

        var change = new TableEntity(entity.PartitionKey, entity.RowKey);
        foreach (var (name, value) in entity)
        {
            if (!stored.TryGetValue(name, out var old) || !AreEqual(value, old))
            {
                change[name] = value;
            }
        }

        return change;
    }

    public static SnapshotRow Read(TableEntity entity, TraitSchema schema)
    {
        var key = entity.RowKey.Split('|', 2);
        var identifiers = new IdentifierSet();
        for (var variant = 0; variant < Identifiers.Variants.Count; variant++)
        {
            var name = Identifiers.Variants[variant].Name;
            if (Identifiers.Variants[variant].IsHash)
            {
                ReadHashes(identifiers, variant, entity.GetBinary(name));
            }
            else
            {
                identifiers.Set(name, ReadList(entity.GetString(name)));
            }
        }

        return new SnapshotRow
        {
            Profile = ProfileId.TryParse(key[0], out var id) ? id : throw new FormatException("The row key of a profile entity has no profile id."),
            Source = new SourceId(key[1]),
            Version = entity.GetInt64("version") ?? 0,
            Deleted = entity.GetBoolean("deleted") ?? false,
            ObservedAt = entity.GetDateTimeOffset("observedAt") ?? default,
            Fingerprint = entity.GetGuid("fp") ?? default,
            Identifiers = identifiers,
            Traits = TraitJsonText.ReadValues(EntityBytes.Get(entity, "traits"), schema),
            ObservedTimes = TraitJsonText.ReadTimes(EntityBytes.Get(entity, "times"), schema),
        };
    }

    public static string RowKey(ProfileId profile, SourceId source) => $"{profile}|{source}";

    /// <summary>About what the service counts: names and strings in UTF-16, binaries as they are.</summary>
    public static int Size(TableEntity entity)
    {
        var size = 100;
        foreach (var (name, value) in entity)
        {
            size += 8 + (2 * name.Length) + value switch
            {
                byte[] bytes => bytes.Length,
                string text => 2 * text.Length,
                _ => 16,
            };
        }

        return size;
    }

    /// <summary>Whether the row would be larger than <see cref="MaxBytes"/>.</summary>
    public static bool IsTooLarge(SnapshotRow row, TraitSchema schema)
    {
        var characters = row.Traits.Sum(t => schema.Traits[t.Key].Name.Length + ((t.Value as string)?.Length ?? 32));
        // JSON writes a character in six bytes at most, so nearly every row is known to fit without being written.
        return characters * 6 > MaxBytes / 2 && Size(Write(row, schema)) > MaxBytes;
    }

    private static bool AreEqual(object value, object stored) => value is byte[] bytes ? stored is byte[] others && bytes.AsSpan().SequenceEqual(others) : value.Equals(stored);

    private static void ReadHashes(IdentifierSet identifiers, int variant, byte[]? bytes)
    {
        foreach (var hash in (bytes ?? []).Chunk(HashBytes))
        {
            identifiers.Add(variant, hash);
        }
    }

    private static IReadOnlyList<string> ReadList(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize(json, ProfileJson.Default.IReadOnlyListString) ?? [];
}

[System.Text.Json.Serialization.JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class ProfileJson : System.Text.Json.Serialization.JsonSerializerContext;
