using System.Text.Json.Serialization;

namespace Activation;

/// <summary>An enumeration by the names of its values alone: a number may stand for a value that is not there.</summary>
public sealed class NamedEnumConverter<T>() : JsonStringEnumConverter<T>(namingPolicy: null, allowIntegerValues: false)
    where T : struct, Enum;
