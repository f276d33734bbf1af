using Activation.Import.Files;

namespace Activation.Tests.Import.Files;

public sealed class RejectsFileTests
{
    [Theory]
    [InlineData("email", "3,email,invalidEmail,No @.\n")]
    [InlineData("a \"b\", c", "3,\"a \"\"b\"\", c\",invalidEmail,No @.\n")]
    [InlineData("=cmd()", "3,'=cmd(),invalidEmail,No @.\n")]
    public void Format_ColumnName_IsSafeCsv(string column, string line) =>
        RejectsFile.Format(new Reject(3, column, "invalidEmail", "No @.")).ShouldBe(line);
}
