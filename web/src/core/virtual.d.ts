declare module "words:en" {
    const sentences: Record<string, import("./message").Message>;
    export default sentences;
}
declare module "words:zh" {
    const sentences: Record<string, import("./message").Message>;
    export default sentences;
}
