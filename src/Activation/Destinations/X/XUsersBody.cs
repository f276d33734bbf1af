using System.Buffers;
using System.Text.Json;
using Activation.Delivery;

namespace Activation.Destinations.X;

/// <summary>
/// The bodies of `/custom_audiences/{id}/users`: one operation with its users, each with the values of every identifier. No `expires_at`: by default a user leaves after 13 months.
/// </summary>
/// <remarks>https://docs.x.com/x-ads-api/audiences/reference#custom-audiences-users</remarks>
internal static class XUsersBody
{
    /// <summary>The platform's limit of a body.</summary>
    public const int MaxBytes = 5_000_000;

    /// <summary>What a body has beside its users.</summary>
    private const int Frame = 100;

    /// <returns>Each body below <paramref name="maxBytes"/>, with the number of its users.</returns>
    public static IEnumerable<(byte[] Body, int Users)> Write(IReadOnlyList<MemberRow> members, BatchOperation operation, int maxBytes = MaxBytes)
    {
        var users = new List<ReadOnlyMemory<byte>>(members.Count);
        var bytes = Frame;
        foreach (var member in members)
        {
            var user = User(member);
            if (user.IsEmpty)
            {
                continue;
            }

            if (users.Count > 0 && bytes + user.Length + 1 > maxBytes)
            {
                yield return (Body(users, operation, bytes), users.Count);
                users.Clear();
                bytes = Frame;
            }

            users.Add(user);
            bytes += user.Length + 1;
        }

        if (users.Count > 0)
        {
            yield return (Body(users, operation, bytes), users.Count);
        }
    }

    private static ReadOnlyMemory<byte> User(MemberRow member)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer);
        var isEmpty = true;
        json.WriteStartObject();
        foreach (var (identifier, field) in XType.Fields)
        {
            if (member[identifier] is not { Count: > 0 } values)
            {
                continue;
            }

            isEmpty = false;
            json.WriteStartArray(field);
            foreach (var value in values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.Flush();
        return isEmpty ? default : buffer.WrittenMemory;
    }

    private static byte[] Body(IReadOnlyList<ReadOnlyMemory<byte>> users, BatchOperation operation, int bytes)
    {
        var buffer = new ArrayBufferWriter<byte>(bytes);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteString("operation_type", operation == BatchOperation.Add ? "Update" : "Delete");
        json.WriteStartObject("params");
        json.WriteStartArray("users");
        foreach (var user in users)
        {
            json.WriteRawValue(user.Span, skipInputValidation: true);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
