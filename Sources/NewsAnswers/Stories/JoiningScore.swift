import NewsStories

/// Points that join an article to a story; for words about a decision.
package let storyJoiningScore = StoryRules.joinScore
/// Of these, points that must come from words that are neither countries nor figures.
package let storySubjectScore = StoryRules.subjectScore
