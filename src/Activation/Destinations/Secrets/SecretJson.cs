using System.Text.Json.Serialization;

namespace Activation.Destinations.Secrets;

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(SortedDictionary<string, Dictionary<string, string>>), TypeInfoPropertyName = "File")]
[JsonSerializable(typeof(Dictionary<string, string>), TypeInfoPropertyName = "Secret")]
internal sealed partial class SecretJson : JsonSerializerContext;
