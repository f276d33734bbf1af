using System.Text.Json;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>A body of `/custom_audiences/{id}/users`, read strictly.</summary>
internal static class XUpload
{
    public const int MaxBytes = 5_000_000;

    private const int MaxOperations = 2_500;

    private static readonly string[] Fields = ["email", "device_id", "handle", "twitter_id", "phone_number", "partner_user_id"];

    /// <returns>Null if something in it is not as X wants it.</returns>
    public static IReadOnlyList<(bool IsUpdate, IReadOnlyList<IReadOnlyList<string>> Users)>? Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Array || body.GetArrayLength() is 0 or > MaxOperations)
        {
            return null;
        }

        var operations = new List<(bool, IReadOnlyList<IReadOnlyList<string>>)>();
        foreach (var operation in body.EnumerateArray())
        {
            if (!operation.Has(["operation_type", "params"]) || operation.Value("operation_type") is not ("Update" or "Delete"))
            {
                return null;
            }

            var parameters = operation.GetProperty("params");
            var users = parameters.Items("users").Select(Keys).ToList();
            if (!parameters.Has(["users"], "effective_at", "expires_at") || users.Count == 0 || users.Contains(null))
            {
                return null;
            }

            operations.Add((operation.Value("operation_type") == "Update", [.. users.OfType<IReadOnlyList<string>>()]));
        }

        return operations;
    }

    private static IReadOnlyList<string>? Keys(JsonElement user)
    {
        if (!user.Has([], Fields))
        {
            return null;
        }

        var keys = new List<string>();
        foreach (var field in user.EnumerateObject())
        {
            if (user.Texts(field.Name) is not { } values || (field.Name != "partner_user_id" && !values.All(JsonFields.IsSha256)))
            {
                return null;
            }

            keys.AddRange(values.Select(v => $"{field.Name.ToUpperInvariant()}:{v}"));
        }

        return keys.Count > 0 ? keys : null;
    }
}
