using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Activation.Sync;

namespace Activation.Api.Json;

/// <summary>Says what is wrong with the shape of a body in the API's own words.</summary>
internal static class JsonShape
{
    /// <exception cref="ProblemException">A property that the type does not have, or lacks.</exception>
    public static void Check(JsonObject body, JsonTypeInfo type)
    {
        foreach (var (name, _) in body)
        {
            if (!type.Properties.Any(p => p.Name == name))
            {
                throw ProblemException.Invalid("unknownProperty", name, $"There is no property '{name}' here; known are {string.Join(", ", type.Properties.Select(p => p.Name))}.");
            }
        }

        foreach (var property in type.Properties)
        {
            var value = body[property.Name];
            if (property.IsRequired && value is null)
            {
                throw ProblemException.Invalid("missingProperty", property.Name, $"'{property.Name}' is missing.");
            }

            if (Empty(value, property.PropertyType, type.Options, property.Name) is { } path)
            {
                throw ProblemException.Invalid("invalidValue", path, Explain(path, type));
            }
        }
    }

    /// <summary>
    /// Gives absent lists and maps their empty value: a source-generated reader passes `default` to init-only properties that are absent, in place of their initializers
    /// (https://github.com/dotnet/runtime/issues/84484).
    /// </summary>
    public static void AddEmpty(JsonObject body, JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (!property.IsSetNullable && !body.ContainsKey(property.Name))
            {
                switch (type.Options.GetTypeInfo(property.PropertyType).Kind)
                {
                    case JsonTypeInfoKind.Enumerable:
                        body[property.Name] = new JsonArray();
                        break;
                    case JsonTypeInfoKind.Dictionary:
                        body[property.Name] = new JsonObject();
                        break;
                    default:
                        break;
                }
            }
        }
    }

    /// <summary>The path of a null in a list or a map, at whatever depth: none here may have one. Null if there is none.</summary>
    private static string? Empty(JsonNode? value, Type type, JsonSerializerOptions options, string path)
    {
        var info = options.GetTypeInfo(type);
        return (value, info.Kind) switch
        {
            (JsonArray list, JsonTypeInfoKind.Enumerable) => First(list.Select((item, i) => ($"{path}[{i}]", item))),
            (JsonObject map, JsonTypeInfoKind.Dictionary) => First(map.Select(entry => ($"{path}.{entry.Key}", entry.Value))),
            (JsonObject inner, JsonTypeInfoKind.Object) => info.Properties.Select(p => Empty(inner[p.Name], p.PropertyType, options, $"{path}.{p.Name}")).FirstOrDefault(p => p is not null),
            _ => null,
        };

        string? First(IEnumerable<(string Path, JsonNode? Item)> items) =>
            items.Select(i => i.Item is null ? i.Path : info.ElementType is { } element ? Empty(i.Item, element, options, i.Path) : null).FirstOrDefault(p => p is not null);
    }

    public static string Explain(string path, JsonTypeInfo type)
    {
        var name = path.Split('.', '[')[0];
        var property = type.Properties.FirstOrDefault(p => p.Name == name);
        return property is null
            ? "The body does not have the shape that is expected here; see /api/openapi.json."
            : $"The value of '{path}' is not as expected: '{name}' is {Describe(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, type)}.";
    }

    private static string Describe(Type type, JsonTypeInfo owner)
    {
        if (type.IsEnum)
        {
            return $"one of {string.Join(", ", Enum.GetNames(type).Select(n => JsonNamingPolicy.CamelCase.ConvertName(n)))}";
        }

        return type switch
        {
            _ when type == typeof(string) => "a string",
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(int) || type == typeof(long) => "a whole number",
            _ when type == typeof(double) => "a number",
            _ when type == typeof(DateTimeOffset) => "an instant in ISO 8601, such as 2026-11-02T09:00:00Z",
            _ when type == typeof(SyncDate) => "a day such as 2026-12-31, or an instant in ISO 8601 such as 2026-11-02T09:00:00Z",
            _ when type.IsAssignableTo(typeof(IEnumerable<string>)) => "a list of strings",
            _ when owner.Options.GetTypeInfo(type).Kind == JsonTypeInfoKind.Enumerable => "a list of objects",
            _ when owner.Options.GetTypeInfo(type).Kind == JsonTypeInfoKind.Dictionary => "an object whose values are all of one kind",
            _ => "an object",
        };
    }
}
