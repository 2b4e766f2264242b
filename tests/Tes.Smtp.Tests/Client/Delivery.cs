namespace Tes.Smtp.Tests;

public enum Delivery
{
    Whole,
    ByLine,
    ByOctet,
}
