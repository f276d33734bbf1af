using System.Text.Json;

namespace Activation.IntegrationTests.Support;

internal static class JsonFields
{
    public static string Text(this JsonElement element, string property) =>
        element.GetProperty(property).GetString() ?? throw new JsonException($"{property} is null.");

    public static long Number(this JsonElement element, string property) => element.GetProperty(property).GetInt64();

    public static IReadOnlyList<JsonElement> Items(this JsonElement element) => [.. element.GetProperty("items").EnumerateArray()];
}
