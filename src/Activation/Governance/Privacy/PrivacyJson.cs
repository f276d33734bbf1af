using System.Text.Json;
using System.Text.Json.Serialization;

namespace Activation.Governance.Privacy;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PrivacyEntry))]
internal sealed partial class PrivacyJson : JsonSerializerContext;
