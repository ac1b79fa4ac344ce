export default () => ({ headline: "Hi" })
